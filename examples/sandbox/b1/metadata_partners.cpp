// Names, types, defaults and order of properties as the public $metadata of the Service Layer gives them. A line is
// "Name kind flags [default]"; flags: k key, r read-only, s written out in the short form of an answer.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const partners_metadata = R"(
type BusinessPartner
CardCode text15 ks
CardName text100 s
CardType enum:BoCardTypes s cCustomer
GroupCode int s
Address text s
ZipCode text s
MailAddress text -
MailZipCode text -
Phone1 text20 s
Phone2 text20 s
Fax text s
ContactPerson text s
Notes text -
PayTermsGrpCode int s -1
CreditLimit number s
MaxCommitment number s
DiscountPercent number s
VatLiable enum:BoVatStatus s vLiable
FederalTaxID text s
DeductibleAtSource enum:BoYesNoEnum - tNO
DeductionPercent number -
DeductionValidUntil date -
PriceListNum int s
IntrestRatePercent number -
CommissionPercent number -
CommissionGroupCode int - 0
FreeText text -
SalesPersonCode int s -1
Currency text s
RateDiffAccount text -
Cellular text s
AvarageLate int -
City text s
County text -
Country text s
MailCity text -
MailCounty text -
MailCountry text -
EmailAddress text100 s
Picture text -
DefaultAccount text -
DefaultBranch text s
DefaultBankCode text -
AdditionalID text -
Pager text -
FatherCard text -
CardForeignName text s
FatherType enum:BoFatherCardTypes - cPayments_sum
DeductionOffice text -
ExportCode text -
MinIntrest number -
CurrentAccountBalance number rs
OpenDeliveryNotesBalance number rs
OpenOrdersBalance number rs
OpenChecksBalance number -
VatGroup text s
ShippingType int -
Password text -
Indicator text -
IBAN text -
CreditCardCode int - -1
CreditCardNum text -
CreditCardExpiration date -
DebitorAccount text s
OpenOpportunities int r
Valid enum:BoYesNoEnum s tNO
ValidFrom date s
ValidTo date s
ValidRemarks text -
Frozen enum:BoYesNoEnum s tNO
FrozenFrom date s
FrozenTo date s
FrozenRemarks text s
Block text -
BillToState text -
ShipToState text -
ExemptNum text -
Priority int - -1
FormCode1099 int -
Box1099 text -
PeymentMethodCode text -
BackOrder enum:BoYesNoEnum - tYES
PartialDelivery enum:BoYesNoEnum - tYES
BlockDunning enum:BoYesNoEnum - tNO
BankCountry text -
HouseBank text -
HouseBankCountry text -
HouseBankAccount text -
ShipToDefault text s
DunningLevel int r
DunningDate date r
CollectionAuthorization enum:BoYesNoEnum - tNO
DME text -
InstructionKey text -
SinglePayment enum:BoYesNoEnum - tNO
ISRBillerID text -
PaymentBlock enum:BoYesNoEnum - tNO
ReferenceDetails text -
HouseBankBranch text -
OwnerIDNumber text -
PaymentBlockDescription int - -1
TaxExemptionLetterNum text -
MaxAmountOfExemption number -
ExemptionValidityDateFrom date -
ExemptionValidityDateTo date -
LinkedBusinessPartner text -
LastMultiReconciliationNum int -
DeferredTax enum:BoYesNoEnum - tNO
Equalization enum:BoYesNoEnum - tNO
SubjectToWithholdingTax enum:BoYesNoNoneEnum -
CertificateNumber text -
ExpirationDate date -
NationalInsuranceNum text -
AccrualCriteria enum:BoYesNoEnum - tNO
WTCode text -
BillToBuildingFloorRoom text -
DownPaymentClearAct text -
ChannelBP text -
DefaultTechnician int -
BilltoDefault text s
CustomerBillofExchangDisc text -
Territory int s
ShipToBuildingFloorRoom text -
CustomerBillofExchangPres text -
ProjectCode text -
VatGroupLatinAmerica text s
DunningTerm text -
Website text s
OtherReceivablePayable text -
BillofExchangeonCollection text -
CompanyPrivate enum:BoCardCompanyTypes s cCompany
LanguageCode int s
UnpaidBillofExchange text -
WithholdingTaxDeductionGroup int - -1
ClosingDateProcedureNumber int -
Profession text -
BankChargesAllocationCode text -
TaxRoundingRule enum:BoTaxRoundingRuleTypes - trr_CompanyDefault
Properties1 enum:BoYesNoEnum s tNO
Properties2 enum:BoYesNoEnum - tNO
Properties3 enum:BoYesNoEnum - tNO
Properties4 enum:BoYesNoEnum - tNO
Properties5 enum:BoYesNoEnum - tNO
Properties6 enum:BoYesNoEnum - tNO
Properties7 enum:BoYesNoEnum - tNO
Properties8 enum:BoYesNoEnum - tNO
Properties9 enum:BoYesNoEnum - tNO
Properties10 enum:BoYesNoEnum - tNO
Properties11 enum:BoYesNoEnum - tNO
Properties12 enum:BoYesNoEnum - tNO
Properties13 enum:BoYesNoEnum - tNO
Properties14 enum:BoYesNoEnum - tNO
Properties15 enum:BoYesNoEnum - tNO
Properties16 enum:BoYesNoEnum - tNO
Properties17 enum:BoYesNoEnum - tNO
Properties18 enum:BoYesNoEnum - tNO
Properties19 enum:BoYesNoEnum - tNO
Properties20 enum:BoYesNoEnum - tNO
Properties21 enum:BoYesNoEnum - tNO
Properties22 enum:BoYesNoEnum - tNO
Properties23 enum:BoYesNoEnum - tNO
Properties24 enum:BoYesNoEnum - tNO
Properties25 enum:BoYesNoEnum - tNO
Properties26 enum:BoYesNoEnum - tNO
Properties27 enum:BoYesNoEnum - tNO
Properties28 enum:BoYesNoEnum - tNO
Properties29 enum:BoYesNoEnum - tNO
Properties30 enum:BoYesNoEnum - tNO
Properties31 enum:BoYesNoEnum - tNO
Properties32 enum:BoYesNoEnum - tNO
Properties33 enum:BoYesNoEnum - tNO
Properties34 enum:BoYesNoEnum - tNO
Properties35 enum:BoYesNoEnum - tNO
Properties36 enum:BoYesNoEnum - tNO
Properties37 enum:BoYesNoEnum - tNO
Properties38 enum:BoYesNoEnum - tNO
Properties39 enum:BoYesNoEnum - tNO
Properties40 enum:BoYesNoEnum - tNO
Properties41 enum:BoYesNoEnum - tNO
Properties42 enum:BoYesNoEnum - tNO
Properties43 enum:BoYesNoEnum - tNO
Properties44 enum:BoYesNoEnum - tNO
Properties45 enum:BoYesNoEnum - tNO
Properties46 enum:BoYesNoEnum - tNO
Properties47 enum:BoYesNoEnum - tNO
Properties48 enum:BoYesNoEnum - tNO
Properties49 enum:BoYesNoEnum - tNO
Properties50 enum:BoYesNoEnum - tNO
Properties51 enum:BoYesNoEnum - tNO
Properties52 enum:BoYesNoEnum - tNO
Properties53 enum:BoYesNoEnum - tNO
Properties54 enum:BoYesNoEnum - tNO
Properties55 enum:BoYesNoEnum - tNO
Properties56 enum:BoYesNoEnum - tNO
Properties57 enum:BoYesNoEnum - tNO
Properties58 enum:BoYesNoEnum - tNO
Properties59 enum:BoYesNoEnum - tNO
Properties60 enum:BoYesNoEnum - tNO
Properties61 enum:BoYesNoEnum - tNO
Properties62 enum:BoYesNoEnum - tNO
Properties63 enum:BoYesNoEnum - tNO
Properties64 enum:BoYesNoEnum - tNO
CompanyRegistrationNumber text -
VerificationNumber text -
DiscountBaseObject enum:DiscountGroupBaseObjectEnum - dgboNone
DiscountRelations enum:DiscountGroupRelationsEnum - dgrLowestDiscount
TypeReport enum:AssesseeTypeEnum - atCompany
ThresholdOverlook enum:BoYesNoEnum - tNO
SurchargeOverlook enum:BoYesNoEnum - tNO
DownPaymentInterimAccount text -
OperationCode347 enum:OperationCode347Enum -
InsuranceOperation347 enum:BoYesNoEnum - tNO
HierarchicalDeduction enum:BoYesNoEnum - tYES
ShaamGroup enum:ShaamGroupEnum - sgServicesAndAsset
WithholdingTaxCertified enum:BoYesNoEnum - tNO
BookkeepingCertified enum:BoYesNoEnum - tNO
PlanningGroup text -
Affiliate enum:BoYesNoEnum - tNO
Industry int -
VatIDNum text s
DatevAccount text -
DatevFirstDataEntry enum:BoYesNoEnum - tYES
UseShippedGoodsAccount enum:BoYesNoEnum - tYES
GTSRegNo text -
GTSBankAccountNo text -
GTSBillingAddrTel text -
ETaxWebSite int -
HouseBankIBAN text r
VATRegistrationNumber text -
RepresentativeName text -
IndustryType text -
BusinessType text -
Series int s
AutomaticPosting enum:AutomaticPostingEnum - apNo
InterestAccount text -
FeeAccount text -
CampaignNumber int -
AliasName text s
DefaultBlanketAgreementNumber int -
EffectiveDiscount enum:DiscountGroupRelationsEnum - dgrLowestDiscount
NoDiscounts enum:BoYesNoEnum - tNO
EffectivePrice enum:EffectivePriceEnum - epDefaultPriority
EffectivePriceConsidersPriceBeforeDiscount enum:BoYesNoEnum - tNO
GlobalLocationNumber text -
EDISenderID text -
EDIRecipientID text -
ResidenNumber enum:ResidenceNumberTypeEnum - rntSpanishFiscalID
RelationshipCode text -
RelationshipDateFrom date -
RelationshipDateTill date -
UnifiedFederalTaxID text -
AttachmentEntry int -
TypeOfOperation enum:TypeOfOperationEnum -
EndorsableChecksFromBP enum:BoYesNoEnum - tYES
AcceptsEndorsedChecks enum:BoYesNoEnum - tNO
OwnerCode int -
BlockSendingMarketingContent enum:BoYesNoEnum - tNO
AgentCode text -
PriceMode enum:PriceModeEnum s
EDocGenerationType enum:EDocGenerationTypeEnum -
EDocStreet text -
EDocStreetNumber text -
EDocBuildingNumber int -
EDocZipCode text -
EDocCity text -
EDocCountry text -
EDocDistrict text -
EDocRepresentativeFirstName text -
EDocRepresentativeSurname text -
EDocRepresentativeCompany text -
EDocRepresentativeFiscalCode text -
EDocRepresentativeAdditionalId text -
EDocPECAddress text -
IPACodeForPA text -
UpdateDate date rs
UpdateTime time rs
ExemptionMaxAmountValidationType enum:ExemptionMaxAmountValidationTypeEnum - emaIndividual
ECommerceMerchantID text -
UseBillToAddrToDetermineTax enum:BoYesNoEnum - tNO
CreateDate date rs
CreateTime time rs
DefaultTransporterEntry int -
DefaultTransporterLineNumber int -
FCERelevant enum:BoYesNoEnum - tNO
FCEValidateBaseDelivery enum:BoYesNoEnum - tNO
MainUsage int -
EBooksVATExemptionCause int -
LegalText text -
DataVersion int s
ExchangeRateForIncomingPayment enum:BoYesNoEnum - tNO
ExchangeRateForOutgoingPayment enum:BoYesNoEnum - tNO
CertificateDetails text -
DefaultCurrency text -
EORINumber text -
FCEAsPaymentMeans enum:BoYesNoEnum - tNO
ElectronicProtocols list:ElectronicProtocol -
BPAddresses list:BPAddress s
ContactEmployees list:ContactEmployee s
BPAccountReceivablePaybleCollection list:BPAccountReceivablePayble -
BPPaymentMethods list:BPPaymentMethod s
BPWithholdingTaxCollection list:BPWithholdingTax -
BPPaymentDates list:BPPaymentDate -
BPBranchAssignment list:BPBranchAssignmentItem s
BPBankAccounts list:BPBankAccount -
BPFiscalTaxIDCollection list:BPFiscalTaxID -
DiscountGroups list:DiscountGroup -
BPIntrastatExtension complex:BPIntrastatExtension -
BPBlockSendingMarketingContents list:BPBlockSendingMarketingContent -
BPCurrenciesCollection list:BPCurrencies -
Remark1 int -
ConCerti text -
NotRelevantForMonthlyInvoice enum:BoYesNoEnum - tNO
NaturalPer enum:BoYesNoEnum - tNO
SirenNumber text -
SiretNumber text -
VATExemptionReason text -
RoutingCode text -
PublicDirectoryStatus enum:BoPublicDirectoryStatusTypes -
type BPAddress
AddressName text50 s
Street text100 s
Block text100 s
ZipCode text20 s
City text100 s
County text100 s
Country text3 s
State text3 s
FederalTaxID text s
TaxCode text s
BuildingFloorRoom text s
AddressType enum:BoAddressType s bo_ShipTo
AddressName2 text s
AddressName3 text s
TypeOfAddress text -
StreetNo text100 s
BPCode text s
RowNum int s
GlobalLocationNumber text s
Nationality text -
TaxOffice text -
GSTIN text -
GstType enum:BoGSTRegnTypeEnum -
CreateDate date rs
CreateTime time rs
MYFType enum:BoMYFTypeEnum -
TaasEnabled enum:BoYesNoEnum - tNO
type ContactEmployee
CardCode text s
Name text50 s
Position text s
Address text s
Phone1 text20 s
Phone2 text20 s
MobilePhone text s
Fax text s
E_Mail text s
Pager text -
Remarks1 text s
Remarks2 text -
Password text -
InternalCode int s
PlaceOfBirth text -
DateOfBirth date s
Gender enum:BoGenderTypes s gt_Undefined
Profession text -
Title text s
CityOfBirth text -
Active enum:BoYesNoEnum s tYES
FirstName text s
MiddleName text s
LastName text s
EmailGroupCode text -
BlockSendingMarketingContent enum:BoYesNoEnum - tNO
CreateDate date r
CreateTime time r
UpdateDate date rs
UpdateTime time rs
ConnectedAddressName text -
ConnectedAddressType enum:BoAddressType -
ForeignCountry text -
ContactEmployeeBlockSendingMarketingContents list:ContactEmployeeBlockSendingMarketingContent -
GenderEx text -
NaturalPer enum:BoYesNoEnum - tNO
)";

} // namespace ledgerline::sandbox::b1
